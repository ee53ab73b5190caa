import type { ThemeConfig } from 'antd'

/** Colours of the house; every pair used for text keeps a contrast of 4.5 or more. */
export const grove = {
  accent: '#1d7a4f',
  accentSoft: '#e8f3ec',
  ink: '#1b2721',
  inkSoft: '#56655c',
  line: '#e1e7e2',
  ground: '#f4f6f3',
  paper: '#ffffff',
  side: '#fafbf9',
  good: '#1d7a4f',
  warn: '#9a5b00',
  bad: '#b8302a',
  info: '#2a6187',
} as const

/** Order in which series of a chart take their colours. */
export const chartColours = ['#1d7a4f', '#d08a1d', '#2f6f9f', '#a3513c', '#7a9a3a', '#6f5a8c', '#3f8f8a', '#8a8576'] as const

const fonts =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'Helvetica Neue', Arial, sans-serif"

export const groveTheme: ThemeConfig = {
  token: {
    colorPrimary: grove.accent,
    // What is made of it for hover is too pale to read.
    colorPrimaryHover: '#217e54',
    colorLink: grove.accent,
    colorLinkHover: '#217e54',
    colorSuccess: grove.good,
    // What is made of so dark a green is grey: grounds of chosen rows and of good news.
    colorPrimaryBg: grove.accentSoft,
    colorPrimaryBgHover: '#d9eade',
    colorPrimaryBorder: '#bfdccb',
    controlItemBgActive: grove.accentSoft,
    controlItemBgActiveHover: '#d9eade',
    colorSuccessBg: grove.accentSoft,
    colorSuccessBorder: '#bfdccb',
    colorWarning: '#c17a12',
    colorError: grove.bad,
    colorInfo: grove.info,
    colorInfoBg: '#edf4f8',
    colorInfoBorder: '#c6dae7',
    colorTextBase: grove.ink,
    colorTextSecondary: grove.inkSoft,
    colorTextDescription: grove.inkSoft,
    colorTextPlaceholder: '#66736b',
    colorBgLayout: grove.ground,
    colorBorder: '#cfd8d1',
    colorBorderSecondary: grove.line,
    borderRadius: 6,
    fontFamily: fonts,
    fontSize: 14,
    wireframe: false,
    motionDurationMid: '0.15s',
    motionDurationSlow: '0.2s',
  },
  components: {
    // The lighter green of hovered links is too pale on grey for a tab.
    Tabs: { itemHoverColor: grove.accent },
    Layout: { siderBg: grove.side, headerBg: grove.paper, bodyBg: grove.ground, headerHeight: 52, headerPadding: '0 20px' },
    Menu: {
      itemHeight: 36,
      itemBg: 'transparent',
      itemColor: '#33413a',
      itemSelectedBg: grove.accentSoft,
      itemSelectedColor: '#155c3b',
      itemHoverBg: '#eef2ee',
      groupTitleColor: '#66756c',
      groupTitleFontSize: 12,
      itemMarginInline: 8,
      activeBarBorderWidth: 0,
    },
    Table: {
      headerBg: '#f6f8f5',
      headerColor: '#46544c',
      headerSplitColor: 'transparent',
      rowHoverBg: '#f7faf7',
      rowSelectedBg: '#eef6f1',
      rowSelectedHoverBg: '#e6f1ea',
      cellPaddingBlockMD: 8,
      cellPaddingInlineMD: 12,
    },
    Descriptions: { labelColor: grove.inkSoft },
    Card: { headerHeight: 44, bodyPadding: 16, headerPadding: 16 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Drawer: { footerPaddingBlock: 12, footerPaddingInline: 20 },
    Form: { verticalLabelPadding: '0 0 4px' },
  },
}

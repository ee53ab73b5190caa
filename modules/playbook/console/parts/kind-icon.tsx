import {
  ApiOutlined,
  BellOutlined,
  BranchesOutlined,
  FlagOutlined,
  FormOutlined,
  HourglassOutlined,
  LogoutOutlined,
  MessageOutlined,
  PlayCircleOutlined,
  RiseOutlined,
  SwapOutlined,
  TagOutlined,
  UserAddOutlined,
  UserOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'

const icons: Readonly<Record<string, ReactNode>> = {
  send: <MessageOutlined />,
  ask: <UserOutlined />,
  tag: <TagOutlined />,
  untag: <TagOutlined />,
  setAttribute: <FormOutlined />,
  moveStage: <RiseOutlined />,
  invite: <UserAddOutlined />,
  transfer: <SwapOutlined />,
  closeCommunity: <LogoutOutlined />,
  startPlaybook: <PlayCircleOutlined />,
  notifyStaff: <BellOutlined />,
  mark: <FlagOutlined />,
  wait: <HourglassOutlined />,
  branch: <BranchesOutlined />,
}

/** One mark for each kind of action; kinds that modules add share one. */
export function KindIcon({ kind }: { kind: string }) {
  return (
    <span className="pb-kind" aria-hidden="true">
      {icons[kind] ?? <ApiOutlined />}
    </span>
  )
}

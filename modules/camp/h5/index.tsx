import { defineH5 } from '@grove/ui-h5'

export const campH5 = defineH5({
  name: 'camp',
  pages: [
    { path: '/camps', load: () => import('./pages/camps.tsx') },
    { path: '/camp/:code', load: () => import('./pages/camp.tsx') },
    { path: '/camp/:code/day/:day', load: () => import('./pages/day.tsx') },
    { path: '/camp/:code/exam/:exam', load: () => import('./pages/exam.tsx') },
    { path: '/camp/:code/feedback', load: () => import('./pages/feedback.tsx') },
    { path: '/camp/:code/peers', load: () => import('./pages/peers.tsx') },
    { path: '/camp/:code/defence', load: () => import('./pages/defence.tsx') },
    { path: '/camp/:code/record', load: () => import('./pages/record.tsx') },
    { path: '/certificate/:number', load: () => import('./pages/certificate.tsx') },
    { path: '/camp/:code/ranking', load: () => import('./pages/ranking.tsx') },
  ],
  words: [
    { zh: () => import('../locales/zh.json'), en: () => import('../locales/en.json') },
    // What a picture is refused for.
    { zh: () => import('@grove/content/locales/zh.json'), en: () => import('@grove/content/locales/en.json') },
  ],
})

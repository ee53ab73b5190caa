export { type ChannelInUse, channelNotes } from './channel-notes.ts'
export { doneBy, type ForeseenPreview, type LeavingTouch, minutesOf, type PreviewOptions, previewPlaybook } from './preview-playbook.ts'
export { unconditional } from './unconditional.ts'
export { walkTrack } from './walk-track.ts'

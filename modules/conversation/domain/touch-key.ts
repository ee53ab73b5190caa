export interface TouchParts {
  readonly workspaceId: number
  readonly source: number
  readonly runId: number
  readonly stepId: number
  readonly occurrence: number
  readonly communityId: number
  readonly memberId: number
}

/** The touch's name towards channels. Made of the unique key, so it survives a restore that hands out other row numbers. */
export function touchKey(touch: TouchParts): string {
  return [touch.workspaceId, touch.source, touch.runId, touch.stepId, touch.occurrence, touch.communityId, touch.memberId].join('-')
}

/** The parts of a touch's name; null when it is not one of ours. */
export function parseTouch(touch: string): TouchParts | null {
  const parts = touch.split('-').map(Number)
  if (parts.length !== 7 || parts.some((part) => !Number.isSafeInteger(part))) return null
  const [workspaceId = 0, source = 0, runId = 0, stepId = 0, occurrence = 0, communityId = 0, memberId = 0] = parts
  return { workspaceId, source, runId, stepId, occurrence, communityId, memberId }
}

import type { Spec } from '../contract/index.ts'

/** The rules with the figures in them, as members read them. */
export const introText = ({ intro, claims }: Pick<Spec, 'intro' | 'claims'>, rounds: number): string =>
  intro.replaceAll('{rounds}', String(rounds)).replaceAll('{claims}', String(claims ?? ''))

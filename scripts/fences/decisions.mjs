const place = /^docs\/decisions\/(.+)$/

/** Decisions are numbered without a gap, dated, short, and kept as written: what was chosen, why, and what else there was. */
export const decisionsFence = {
  name: 'decisions',
  check({ matching, read }) {
    const paths = matching(place)
    if (paths.length === 0) return ['docs/decisions: missing']
    return paths.flatMap((path, at) => {
      const wanted = String(at + 1).padStart(3, '0')
      const text = read(path)
      return [
        ...(new RegExp(`^${wanted}-[a-z0-9-]+\\.md$`).test(place.exec(path)[1])
          ? []
          : [`${path}: the number ${wanted} is next, as ${wanted}-what-was-chosen.md`]),
        ...(new RegExp(`^# ${Number(wanted)}\\. \\S`).test(text) ? [] : [`${path}: the title is "# ${Number(wanted)}. What was chosen"`]),
        ...(/^\d{4}-\d{2}-\d{2}\b/m.test(text) ? [] : [`${path}: no date (a line that starts with YYYY-MM-DD)`]),
        ...(text.split('\n').length > 60 ? [`${path}: longer than 60 lines; a decision is short`] : []),
      ]
    })
  },
}

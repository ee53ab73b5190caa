import { withoutComments } from './repository.mjs'

/** Phone pages are built without zod: what a contract asks of a schema while it loads (`.options`) is not there. The values stand as a list of their own. */
export const enumOptionsFence = {
  name: 'enum options',
  check({ sources, read }) {
    return sources
      .filter((path) => /^(?:modules|packages)\/[^/]+\/contract\//.test(path) && !path.includes('.test.'))
      .flatMap((path) =>
        withoutComments(read(path))
          .split('\n')
          .filter((line) => /^(?:export )?const [^=]*= (?!.*=>).*\w\.options\b/.test(line))
          .map(
            (line) =>
              `${path}: "${line.trim()}" reads .options of a schema while it loads; write the values as a const list and make the enum of it`,
          ),
      )
  },
}

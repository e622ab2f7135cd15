/** A component was asked to claim something without evidence. */
export class ClaimError extends Error {
  override readonly name = 'ClaimError';
}

type Report = (message: string) => void;

const toConsole: Report = (message) => {
  console.error(message);
};

let report: Report = toConsole;

/** Where refusals go in production, until changed back by calling without an argument. */
export function reportDefectsTo(target: Report = toConsole): void {
  report = target;
}

/** Throws while developing; in production reports itself, and the caller draws Unknown instead. */
export function refuse(message: string, developing: boolean): void {
  if (developing) throw new ClaimError(message);
  report(message);
}

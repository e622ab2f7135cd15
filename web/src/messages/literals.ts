import ts from 'typescript';

/** A text a person would read that does not come from the catalogue. */
export interface Literal {
  readonly line: number;
  readonly text: string;
}

/** Attributes whose value is read or heard. */
const spoken = new Set([
  'title',
  'label',
  'placeholder',
  'alt',
  'note',
  'detail',
  'description',
  'aria-label',
  'aria-description',
  'header',
  'hint',
]);

/** Addresses and files are the same in every language. */
const address = /^\/[\w./-]*$/;

/** Signs and units that are the same in every language. */
const symbols = /^[\s\d\p{P}\p{S}\u202f\u00a0]*$/u;
const units = new Set([
  'B',
  'KiB',
  'MiB',
  'GiB',
  'TiB',
  's',
  'min',
  'h',
  'd',
  'ms',
  'rpm',
  'W',
  'V',
  'Esc',
  'Ctrl',
  'Enter',
  'Proxima',
]);

/** Literal texts in the JSX of a file. */
export function literalsOf(path: string, source: string): Literal[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: Literal[] = [];
  const add = (node: ts.Node, text: string) => {
    if (isAllowed(text)) return;
    found.push({ line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1, text: text.trim() });
  };
  const visit = (node: ts.Node) => {
    if (ts.isJsxText(node)) add(node, node.text);
    else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) shownTexts(node.expression, add);
    else if (ts.isJsxAttribute(node) && spoken.has(node.name.getText(file))) attributeTexts(node, add);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isAllowed(text: string): boolean {
  const trimmed = text.trim();
  return (
    symbols.test(trimmed) ||
    address.test(trimmed) ||
    trimmed.split(/[\s,./]+/).every((word) => word === '' || units.has(word) || symbols.test(word))
  );
}

type Add = (node: ts.Node, text: string) => void;

function attributeTexts({ initializer }: ts.JsxAttribute, add: Add): void {
  if (!initializer) return;
  if (ts.isStringLiteral(initializer)) add(initializer, initializer.text);
  else if (ts.isJsxExpression(initializer)) shownTexts(initializer.expression, add);
}

/** Texts an expression may put on the screen: as they are, or as branches and parts of it. */
function shownTexts(node: ts.Expression | undefined, add: Add): void {
  if (!node) return;
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) add(node, node.text);
  else if (ts.isTemplateExpression(node)) {
    add(node.head, node.head.text);
    for (const span of node.templateSpans) add(span.literal, span.literal.text);
  } else if (ts.isConditionalExpression(node)) {
    shownTexts(node.whenTrue, add);
    shownTexts(node.whenFalse, add);
  } else if (ts.isBinaryExpression(node)) shownTexts(node.right, add);
  else if (ts.isParenthesizedExpression(node)) shownTexts(node.expression, add);
}

/** The mark of the product: four bars of a level meter, drawn with one line. */
export function Mark() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" className="mark">
      <path
        d="M1 15V8h2.6v7M5.2 15V4h2.6v11M9.4 15v-5H12v5M13.4 15V1H16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
      />
    </svg>
  );
}

import { useEffect, useState } from 'react';

/** False at first, true once so many milliseconds have passed; 0 is true at once. */
export function useDelayed(milliseconds: number): boolean {
  const [due, setDue] = useState(milliseconds <= 0);
  useEffect(() => {
    if (milliseconds <= 0) return;
    const timer = setTimeout(() => setDue(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return due;
}

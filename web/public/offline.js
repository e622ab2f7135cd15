// Says how long the hub has been silent and comes back by itself.
const since = Date.now();
const age = document.getElementById('age');

function say() {
  const seconds = Math.round((Date.now() - since) / 1000);
  if (age) age.textContent = seconds < 90 ? `for ${seconds} s` : `for ${Math.round(seconds / 60)} min`;
}

async function ask() {
  const answer = await fetch('/api/access', { cache: 'no-store' }).catch(() => null);
  if (answer) location.reload();
}

setInterval(say, 1000);
setInterval(() => void ask(), 5000);

export function HubSettings() {
  return null;
}

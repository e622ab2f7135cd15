import { t } from '@/messages/t';

export const LEAST_PASSWORD = 10;
export const MOST_PASSWORD = 1024;
const MOST_NAME = 64;

export interface SetupForm {
  code: string;
  name: string;
  password: string;
  again: string;
}
export type SetupErrors = Partial<Record<keyof SetupForm, string>>;

/** What would be refused, field by field, before it is sent; the hub decides in the end. */
export function checkSetup(form: SetupForm): SetupErrors {
  const errors: SetupErrors = {};
  if (form.code.trim() === '') errors.code = t('access.codeMissing');
  const name = checkName(form.name);
  if (name) errors.name = name;
  const password = checkPassword(form.password, form.name);
  if (password) errors.password = password;
  else if (form.password !== form.again) errors.again = t('access.passwordsDiffer');
  return errors;
}

export function checkName(name: string): string | undefined {
  const plain = name.normalize('NFKC').trim();
  if (plain === '') return t('access.nameMissing');
  return plain.length <= MOST_NAME && /^[\p{L}\p{N}._@-]+$/u.test(plain) ? undefined : t('access.nameBad');
}

export function checkPassword(password: string, name: string): string | undefined {
  const length = [...password].length;
  if (length === 0) return t('access.passwordMissing');
  if (length < LEAST_PASSWORD) return t('access.passwordShort', { length });
  if (length > MOST_PASSWORD) return t('access.passwordLong');
  return password.toLowerCase() === name.trim().toLowerCase() ? t('access.passwordIsName') : undefined;
}

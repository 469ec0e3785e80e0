// The people of the browser tests of editing, made with the program's own command line on the database of these tests.
import { execFileSync } from "node:child_process";

export const PASSWORD = "ruong-lua-xanh-2026";
export const OFFICER = "can.lan";
export const REVIEWER = "duyet.minh";
export const WORKER = "khuyen.hoa";
/** A worker and a reviewer for what runs beside the walk. */
export const SECOND_REVIEWER = "duyet.hai";

const PEOPLE = [
  [OFFICER, "Trần Thị Lan", "officer"],
  [REVIEWER, "Lê Minh", "reviewer"],
  [SECOND_REVIEWER, "Phạm Hải", "reviewer"],
  [WORKER, "Vũ Hòa", "extension_worker"],
] as const;

/** The database of these tests; without one there is nobody to sign in. */
export const DATABASE = process.env.AGRIATLAS_E2E_DATABASE_URL;

export default function makeAccounts(): void {
  if (!DATABASE) return;
  const binary = process.env.AGRIATLAS_BINARY ?? "../target/debug/agriatlas";
  for (const [username, name, role] of PEOPLE) {
    execFileSync(binary, ["user", "add", username, "--name", name, "--role", role, "--password-stdin"], {
      input: PASSWORD,
      env: { ...process.env, AGRIATLAS_DATABASE_URL: DATABASE },
      stdio: ["pipe", "ignore", "inherit"],
    });
  }
}

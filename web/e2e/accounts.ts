// The people of the browser tests of editing, made with the program's own command line on the database of these tests.
import { execFileSync } from "node:child_process";
import { ISSUER } from "./signOn";

export const PASSWORD = "ruong-lua-xanh-2026";
export const OFFICER = "can.lan";
export const REVIEWER = "duyet.minh";
export const WORKER = "khuyen.hoa";
/** A worker and a reviewer for what runs beside the walk. */
export const SECOND_REVIEWER = "duyet.hai";

/** Has no password and signs in at the identity provider. */
export const SIGNED_ON = { username: "can.mai", subject: "f7a1-mai" };

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
  const user = (words: string[], input = "") =>
    execFileSync(binary, ["user", ...words], {
      input,
      env: { ...process.env, AGRIATLAS_DATABASE_URL: DATABASE },
      stdio: ["pipe", "ignore", "inherit"],
    });
  for (const [username, name, role] of PEOPLE) user(["add", username, "--name", name, "--role", role, "--password-stdin"], PASSWORD);
  user(["add", SIGNED_ON.username, "--name", "Đỗ Mai", "--role", "officer", "--no-password"]);
  user(["link", SIGNED_ON.username, "--subject", SIGNED_ON.subject, "--issuer", ISSUER]);
}

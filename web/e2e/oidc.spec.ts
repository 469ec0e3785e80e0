// People sign in at a real identity provider, which is another site, and come back with their rights or a reason.
import { DATABASE, OFFICER, PASSWORD, SIGNED_ON } from "./accounts";
import { expect, test } from "./fixtures";
import { EDITING_HOME, ISSUER } from "./signOn";
import { OF_THE_PROVIDER } from "./signOnDriver";

test.skip(!DATABASE || Boolean(process.env.AGRIATLAS_E2E_URL), "a server that runs already has a provider of its own, or none");
test.slow();

/** An answer that refuses is told by the console too. */
const REFUSED = /status of (400|403)/;

test.beforeEach(({ atlas }) => atlas.expectFaults(...OF_THE_PROVIDER));

test("somebody without a password signs in, has their rights, and signs out", async ({ atlas }) => {
  await atlas.signOn.setOut("?q=nho");
  await atlas.signOn.prove(SIGNED_ON.subject);
  await expect(atlas.editing.menuButton).toBeVisible({ timeout: 30_000 });
  await atlas.expectAddress("q", "nho");
  const who = await atlas.signOn.who();
  expect(who?.username).toBe(SIGNED_ON.username);
  expect(who?.actions).toContain("edit");
  expect(who?.actions).not.toContain("review");
  await atlas.signOn.expectAccountPage("đăng nhập một lần", `${ISSUER} · ${SIGNED_ON.subject}`);
  await atlas.signOn.expectNoPasswordForm();
  await atlas.expectAccessible();
  await atlas.open();
  await atlas.editing.signOut();
  expect(await atlas.signOn.who()).toBeNull();
});

test("somebody whom no account is linked to is told what to send the administrator", async ({ atlas }) => {
  atlas.expectFaults(REFUSED);
  await atlas.signOn.setOut();
  await atlas.signOn.prove("nguoi.la");
  await atlas.signOn.expectRefusal(/chưa được liên kết .*: nguoi\.la/);
  await atlas.expectAccessible();
});

test("an answer that this browser did not ask for is refused, and so is one that was used", async ({ atlas }) => {
  atlas.expectFaults(REFUSED);
  await atlas.signOn.setOut();
  expect(await atlas.signOn.comeBackTo(`${EDITING_HOME}account/oidc/callback?state=cua-nguoi-khac&code=x`)).toBe(400);
  await atlas.signOn.expectRefusal("Hãy bắt đầu lại");
  await atlas.signOn.setOut();
  const address = await atlas.signOn.prove(SIGNED_ON.subject);
  await expect(atlas.editing.menuButton).toBeVisible({ timeout: 30_000 });
  await atlas.editing.signOut();
  expect(await atlas.signOn.comeBackTo(address)).toBe(400);
  await atlas.signOn.expectRefusal("Hãy bắt đầu lại");
});

test("somebody who cancels at the provider comes back as nobody", async ({ atlas }) => {
  atlas.expectFaults(REFUSED);
  await atlas.signOn.setOut();
  await atlas.signOn.cancel();
  await atlas.signOn.expectRefusal("access_denied");
});

test("a password opens as before", async ({ atlas }) => {
  await atlas.signOn.signInByPassword(OFFICER, PASSWORD);
  expect((await atlas.signOn.who())?.username).toBe(OFFICER);
  await atlas.signOn.expectAccountPage("mật khẩu");
});

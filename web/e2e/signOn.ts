// Single sign-on in the browser tests: where the provider is, and how the program is told of it.
const PORT = Number(process.env.AGRIATLAS_E2E_PORT ?? 18080);

/** Where editing is tested, by the name under which browsers keep secure cookies. */
export const EDITING_HOME = `http://localhost:${PORT + 1}/`;
/** Another site than ours for a browser, as a real provider is: it has another host name. */
export const ISSUER = `http://127.0.0.1:${PORT + 2}`;
export const LABEL = "Đăng nhập bằng tài khoản Sở";

const CLIENT_ID = "agriatlas";
const CLIENT_SECRET = "mot bi mat/cua+may chu";

export const listen = (offset: number) => `127.0.0.1:${PORT + offset}`;

/** The settings of the program. */
export const PROGRAM_SETTINGS = {
  AGRIATLAS_PUBLIC_URL: EDITING_HOME,
  AGRIATLAS_OIDC_ISSUER: ISSUER,
  AGRIATLAS_OIDC_CLIENT_ID: CLIENT_ID,
  AGRIATLAS_OIDC_CLIENT_SECRET: CLIENT_SECRET,
  AGRIATLAS_OIDC_LABEL: LABEL,
};

/** The settings of `identityProvider.mjs`. */
export const PROVIDER_SETTINGS = {
  E2E_OIDC_ISSUER: ISSUER,
  E2E_OIDC_CLIENT_ID: CLIENT_ID,
  E2E_OIDC_CLIENT_SECRET: CLIENT_SECRET,
  E2E_OIDC_REDIRECT: `${EDITING_HOME}account/oidc/callback`,
};

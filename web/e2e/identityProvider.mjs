// A real OpenID Connect provider for the browser tests: whoever types a name there is that person.
import Provider from "oidc-provider";

const { E2E_OIDC_ISSUER: issuer, E2E_OIDC_CLIENT_ID, E2E_OIDC_CLIENT_SECRET, E2E_OIDC_REDIRECT } = process.env;
const client = {
  client_id: E2E_OIDC_CLIENT_ID,
  client_secret: E2E_OIDC_CLIENT_SECRET,
  redirect_uris: [E2E_OIDC_REDIRECT],
  grant_types: ["authorization_code"],
  response_types: ["code"],
};
const { hostname, port } = new URL(issuer);
new Provider(issuer, { clients: [client], cookies: { keys: ["for these tests only"] } }).listen(Number(port), hostname);

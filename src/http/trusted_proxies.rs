//! Which proxies are believed when they say for whom a request is, and whom they name.
use std::net::{IpAddr, Ipv4Addr};
use std::str::FromStr;

use axum::http::HeaderMap;
use ipnet::IpNet;

use crate::domain::Message;

/// The other end of the connection, among the extensions of a request.
#[derive(Clone, Copy, Debug)]
pub struct PeerAddress(pub IpAddr);

/// Proxies whose `X-Forwarded-For` is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

impl Default for TrustedProxies {
    /// Those on this machine.
    fn default() -> Self {
        Self([IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(std::net::Ipv6Addr::LOCALHOST)].map(IpNet::from).to_vec())
    }
}

impl FromStr for TrustedProxies {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let parsed = |part: &str| {
            let network = part.parse::<IpNet>().or_else(|_| part.parse::<IpAddr>().map(IpNet::from));
            network.map_err(|_| {
                Message::new(
                    format!("“{part}” không phải địa chỉ máy. Được phép: 127.0.0.1,::1,10.0.0.0/8"),
                    format!("“{part}” is not an address. Allowed: 127.0.0.1,::1,10.0.0.0/8"),
                )
            })
        };
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(parsed).collect::<Result<_, _>>().map(Self)
    }
}

impl TrustedProxies {
    fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address.to_canonical()))
    }

    /// The client: the last address of the chain that no trusted proxy has.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let named = headers.get_all("x-forwarded-for").into_iter().filter_map(|value| value.to_str().ok());
        let chain: Vec<&str> = named.flat_map(|value| value.split(',')).map(str::trim).collect();
        for named in chain.into_iter().rev() {
            if !self.contain(client) {
                break;
            }
            let Ok(address) = named.parse::<IpAddr>() else { break };
            client = address.to_canonical();
        }
        client
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn client(proxies: &str, peer: &str, chain: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        chain.iter().for_each(|value| _ = headers.append("x-forwarded-for", HeaderValue::from_static(value)));
        proxies.parse::<TrustedProxies>().unwrap().client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(client("127.0.0.1", "127.0.0.1", &["203.0.113.7"]), "203.0.113.7");
        assert_eq!(client("127.0.0.1", "198.51.100.1", &["203.0.113.7"]), "198.51.100.1");
        assert_eq!(client("", "127.0.0.1", &["203.0.113.7"]), "127.0.0.1");
    }

    #[test]
    fn what_the_client_itself_claims_is_not_believed() {
        assert_eq!(client("127.0.0.1", "127.0.0.1", &["1.2.3.4, 203.0.113.7"]), "203.0.113.7");
        assert_eq!(client("127.0.0.1", "127.0.0.1", &["1.2.3.4", "203.0.113.7"]), "203.0.113.7");
        assert_eq!(client("127.0.0.1,10.0.0.0/8", "127.0.0.1", &["1.2.3.4, 203.0.113.7, 10.1.2.3"]), "203.0.113.7");
        assert_eq!(client("127.0.0.1", "127.0.0.1", &["1.2.3.4, unknown"]), "127.0.0.1");
        assert_eq!(client("127.0.0.1", "::ffff:127.0.0.1", &["::ffff:203.0.113.7"]), "203.0.113.7");
    }

    #[test]
    fn a_list_is_addresses_and_networks() {
        assert!("127.0.0.1, ::1 ,10.0.0.0/8".parse::<TrustedProxies>().is_ok());
        assert!("localhost".parse::<TrustedProxies>().is_err());
    }
}

//! Where a request comes from, as far as limits and the log want to know.
use std::net::IpAddr;

/// Most characters kept of how a browser names itself.
const AGENT_MAX: usize = 200;

/// The other side of a request.
#[derive(Clone, Debug)]
pub struct Client {
    address: IpAddr,
    agent: Option<String>,
}

impl Client {
    /// A client at an address, and how it names itself.
    pub fn new(address: IpAddr, agent: Option<&str>) -> Self {
        let printable = |agent: &str| agent.chars().filter(|character| !character.is_control()).take(AGENT_MAX).collect();
        Self { address: address.to_canonical(), agent: agent.map(printable) }
    }

    /// The address.
    pub fn address(&self) -> IpAddr {
        self.address
    }

    /// Browser and address, as people see them in the list of their sessions.
    pub fn description(&self) -> String {
        match &self.agent {
            Some(agent) => format!("{agent} · {}", self.address),
            None => self.address.to_string(),
        }
    }
}

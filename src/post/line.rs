//! The line to a mail server: encrypted, to a machine whose certificate is trusted, with an end to waiting and a limit
//! to what may come.
//!
//! The one idea: *who wants more asks for it.* Before each command the line is told how many bytes its answer may have;
//! a server that sends more has sent its last.

use std::fmt;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use rustls_platform_verifier::Verifier;

use super::Trouble;
use super::address::{Address, Encrypted};

const CONNECTING: Duration = Duration::from_secs(20);
const WAITING: Duration = Duration::from_secs(60);
/// What a greeting, or the answer to a short command, may have.
pub const SHORT: u64 = 100_000;

/// On what terms a line is taken.
#[derive(Clone, Debug)]
pub struct Terms {
    trusted: Arc<ClientConfig>,
    unencrypted: Unencrypted,
}

/// Whether a line may stay unencrypted where a server offers nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unencrypted {
    /// Only within this machine.
    Here,
    /// Anywhere: whoever is on the way reads the password and the mail.
    Anywhere,
}

/// Why there are no terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoTerms {
    /// The file names no authority.
    NoAuthority,
    /// This machine says of no authority that it is to be trusted; why.
    NoStore(String),
}

impl Terms {
    /// Trusts whom this machine trusts, and the authorities of a file in PEM.
    ///
    /// # Errors
    /// [`NoTerms`] says why not.
    pub fn new(authorities: Option<&[u8]>, unencrypted: Unencrypted) -> Result<Self, NoTerms> {
        let authorities = authorities.map_or(Ok(Vec::new()), read)?;
        let no_store = |error: rustls::Error| NoTerms::NoStore(error.to_string());
        let provider = Arc::new(ring::default_provider());
        let verifier = Verifier::new_with_extra_roots(authorities, provider.clone()).map_err(no_store)?;
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(no_store)?
            // As dangerous as the verifier is: this one asks the machine.
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        Ok(Self { trusted: Arc::new(config), unencrypted })
    }
}

/// A line to a server.
pub struct Line {
    through: Through,
    may_come: u64,
}

enum Through {
    Plain(TcpStream),
    Encrypted(Box<StreamOwned<ClientConnection, TcpStream>>),
}

impl fmt::Debug for Line {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(if self.is_encrypted() { "an encrypted line" } else { "a line" })
    }
}

/// More came than was asked for.
#[derive(Clone, Copy, Debug)]
pub struct TooMuch;

impl fmt::Display for TooMuch {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("more came than was asked for")
    }
}

impl std::error::Error for TooMuch {}

impl Line {
    /// A line to a server, encrypted where it is to be so from the start.
    ///
    /// # Errors
    /// [`Trouble`] says why there is none.
    pub fn to(at: &Address, terms: &Terms) -> Result<Self, Trouble> {
        let addresses = (at.host.as_str(), at.port).to_socket_addrs().map_err(|_| Trouble::NotFound)?;
        let mut why = Trouble::NotFound;
        for address in addresses {
            match connected(&address) {
                Ok(plain) => {
                    let line = Self { through: Through::Plain(plain), may_come: SHORT };
                    return match at.encrypted {
                        Encrypted::FromTheStart => line.encrypted(&at.host, terms),
                        Encrypted::ByCommand => Ok(line),
                    };
                }
                Err(error) => why = Trouble::NotReached(error.to_string()),
            }
        }
        Err(why)
    }

    /// The same line, encrypted from here on.
    ///
    /// # Errors
    /// [`Trouble`], in which case nothing was said over it.
    pub fn encrypted(self, host: &str, terms: &Terms) -> Result<Self, Trouble> {
        let Through::Plain(mut plain) = self.through else { return Ok(self) };
        let name = ServerName::try_from(host.to_owned()).map_err(|_| Trouble::NotFound)?;
        let mut tls = ClientConnection::new(terms.trusted.clone(), name).map_err(|_| Trouble::NoTls)?;
        while tls.is_handshaking() {
            tls.complete_io(&mut plain)?;
        }
        Ok(Self { through: Through::Encrypted(Box::new(StreamOwned::new(tls, plain))), may_come: SHORT })
    }

    /// Whether nobody on the way can read what is said.
    pub fn is_encrypted(&self) -> bool {
        matches!(self.through, Through::Encrypted(_))
    }

    /// Whether it may be used as it is.
    ///
    /// # Errors
    /// [`Trouble::InTheClear`].
    pub fn check(&self, terms: &Terms) -> Result<(), Trouble> {
        let is_here = || self.socket().peer_addr().is_ok_and(|address| address.ip().is_loopback());
        if self.is_encrypted() || terms.unencrypted == Unencrypted::Anywhere || is_here() {
            Ok(())
        } else {
            Err(Trouble::InTheClear)
        }
    }

    /// How much may come from here on, in bytes.
    pub fn expect(&mut self, bytes: u64) {
        self.may_come = bytes;
    }

    /// The address of this end.
    pub fn own_address(&self) -> Option<SocketAddr> {
        self.socket().local_addr().ok()
    }

    fn socket(&self) -> &TcpStream {
        match &self.through {
            Through::Plain(plain) => plain,
            Through::Encrypted(tls) => &tls.sock,
        }
    }
}

fn connected(address: &SocketAddr) -> io::Result<TcpStream> {
    let plain = TcpStream::connect_timeout(address, CONNECTING)?;
    plain.set_read_timeout(Some(WAITING))?;
    plain.set_write_timeout(Some(WAITING))?;
    plain.set_nodelay(true)?;
    Ok(plain)
}

fn read(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, NoTerms> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    read.ok().filter(|authorities| !authorities.is_empty()).ok_or(NoTerms::NoAuthority)
}

impl Read for Line {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.may_come == 0 {
            return Err(io::Error::other(TooMuch));
        }
        let most = usize::try_from(self.may_come).map_or(into.len(), |most| most.min(into.len()));
        let count = match &mut self.through {
            Through::Plain(plain) => plain.read(&mut into[..most]),
            Through::Encrypted(tls) => tls.read(&mut into[..most]),
        }?;
        self.may_come -= count as u64;
        Ok(count)
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.through {
            Through::Plain(plain) => plain.write(bytes),
            Through::Encrypted(tls) => tls.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.through {
            Through::Plain(plain) => plain.flush(),
            Through::Encrypted(tls) => tls.flush(),
        }
    }
}

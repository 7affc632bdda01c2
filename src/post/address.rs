//! Where a mail server is, as it is written: `imaps://user@host/INBOX`, `smtps://user@host`.
//!
//! The one idea: *an address holds no password.* Every process of a machine can read what another was started with.

/// What a server is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// A mailbox is read there.
    Reading,
    /// Letters are handed over there.
    Sending,
}

/// When the line becomes encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encrypted {
    /// Before a word is said.
    FromTheStart,
    /// By the first command (STARTTLS).
    ByCommand,
}

/// Where a server is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// When the line becomes encrypted.
    pub encrypted: Encrypted,
    /// Who logs in.
    pub user: Option<String>,
    /// The machine.
    pub host: String,
    /// The port on it.
    pub port: u16,
    /// The folder of the mailbox.
    pub folder: Option<String>,
}

/// Why something is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOne {
    /// It begins with none of the words that one begins with.
    Beginning,
    /// A password stands in it.
    Password,
    /// No machine is named.
    Host,
    /// What stands after the colon is no port.
    Port,
    /// What stands after a percent sign is no byte, or the bytes are no text.
    Escape,
}

/// Whether it is meant as the address of a mailbox, and not as a file.
pub fn is_mailbox(text: &str) -> bool {
    ["imap://", "imaps://"].iter().any(|begin| begins(text, begin))
}

fn begins(text: &str, begin: &str) -> bool {
    text.get(..begin.len()).is_some_and(|there| there.eq_ignore_ascii_case(begin))
}

impl Address {
    /// Reads one.
    ///
    /// # Errors
    /// [`NotOne`] says why it is none.
    pub fn parse(text: &str, meant: For) -> Result<Self, NotOne> {
        let kinds = match meant {
            For::Reading => {
                [("imaps://", Encrypted::FromTheStart, 993), ("imap://", Encrypted::ByCommand, 143)]
            }
            For::Sending => {
                [("smtps://", Encrypted::FromTheStart, 465), ("smtp://", Encrypted::ByCommand, 587)]
            }
        };
        let kind = kinds.into_iter().find(|(begin, ..)| begins(text, begin));
        let (begin, encrypted, usual) = kind.ok_or(NotOne::Beginning)?;
        let rest = &text[begin.len()..];
        let (server, folder) = rest.split_once('/').unwrap_or((rest, ""));
        // A user name may be an address itself: the last @ is the one before the machine.
        let (user, machine) = match server.rsplit_once('@') {
            Some((user, machine)) => (Some(user), machine),
            None => (None, server),
        };
        if user.is_some_and(|user| user.contains(':')) {
            return Err(NotOne::Password);
        }
        let (host, port) = match machine.strip_prefix('[').map(|rest| rest.split_once(']')) {
            Some(Some((host, port))) => (host, port.strip_prefix(':').or(port.is_empty().then_some(""))),
            Some(None) => return Err(NotOne::Host),
            None => match machine.split_once(':') {
                Some((host, port)) => (host, Some(port).filter(|port| !port.is_empty())),
                None => (machine, Some("")),
            },
        };
        let port = match port.ok_or(NotOne::Port)? {
            "" => usual,
            port => port.parse().ok().filter(|port| *port > 0).ok_or(NotOne::Port)?,
        };
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:".contains(&byte);
        if host.is_empty() || !host.bytes().all(is_plain) {
            return Err(NotOne::Host);
        }
        let said = |text: &str| (!text.is_empty()).then(|| unescaped(text)).transpose();
        Ok(Self {
            encrypted,
            user: user.map(said).transpose()?.flatten(),
            host: host.to_owned(),
            port,
            folder: said(folder.trim_end_matches('/'))?,
        })
    }
}

/// With the byte in place of each `%2F`.
fn unescaped(text: &str) -> Result<String, NotOne> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        let byte = part.get(..2).filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()));
        bytes.push(byte.and_then(|hex| u8::from_str_radix(hex, 16).ok()).ok_or(NotOne::Escape)?);
        bytes.extend(part.bytes().skip(2));
    }
    let text = String::from_utf8(bytes).map_err(|_| NotOne::Escape)?;
    // What is said to a server is said in lines.
    if text.contains(['\r', '\n', '\0']) { Err(NotOne::Escape) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailbox(text: &str) -> Result<Address, NotOne> {
        Address::parse(text, For::Reading)
    }

    #[test]
    fn an_address_says_who_where_and_which_folder() {
        let read = mailbox("imaps://desk@council.example@mail.council.example/Safeguarding/In%20tray");
        let expected = Address {
            encrypted: Encrypted::FromTheStart,
            user: Some("desk@council.example".to_owned()),
            host: "mail.council.example".to_owned(),
            port: 993,
            folder: Some("Safeguarding/In tray".to_owned()),
        };
        assert_eq!(read, Ok(expected.clone()));
        assert_eq!(
            mailbox("IMAPS://desk%40council.example@mail.council.example:993/Safeguarding/In tray/"),
            read
        );
        let v6 = mailbox("imap://u@[::1]:1143").expect("an address");
        assert_eq!(
            (v6.host.as_str(), v6.port, v6.folder, v6.encrypted),
            ("::1", 1143, None, Encrypted::ByCommand)
        );
        let relay = Address::parse("smtp://relay.council.example", For::Sending).expect("an address");
        assert_eq!((relay.user, relay.port), (None, 587));
        assert_eq!(Address::parse("smtps://u@h", For::Sending).expect("an address").port, 465);
    }

    #[test]
    fn what_is_no_address_is_told_apart() {
        for (text, why) in [
            ("pop3://u@h", NotOne::Beginning),
            ("smtps://u@h", NotOne::Beginning),
            ("imaps://u:secret@h/INBOX", NotOne::Password),
            ("imaps://u@", NotOne::Host),
            ("imaps:///INBOX", NotOne::Host),
            ("imaps://u@[::1", NotOne::Host),
            ("imaps://u@mail example", NotOne::Host),
            ("imaps://u@h:imap", NotOne::Port),
            ("imaps://u@h:0", NotOne::Port),
            ("imaps://u@h:70000", NotOne::Port),
            ("imaps://u@h:/INBOX", NotOne::Port),
            ("imaps://u@h/a%2", NotOne::Escape),
            ("imaps://u@h/a%+1", NotOne::Escape),
            ("imaps://u@h/a%é", NotOne::Escape),
            ("imaps://u@h/%ff", NotOne::Escape),
            ("imaps://u@h/a%0D%0Ab", NotOne::Escape),
        ] {
            assert_eq!(mailbox(text), Err(why), "{text}");
        }
        assert!(is_mailbox("imap://x") && is_mailbox("IMAPS://x"));
        assert!(!is_mailbox("Mail/Inbox") && !is_mailbox("imaps:/x") && !is_mailbox("ima"));
    }
}

//! A folder of a mailbox on a server, message by message.

use chrono::NaiveDate;

use super::bar::{Far, Unit};
use super::source::Item;
use crate::casebook::desk::MOST_BYTES_OF_MESSAGE;
use crate::casebook::views::Told;
use crate::cli::Failure;
use crate::cli::post::{self, Server};
use crate::post::Trouble;
use crate::post::address::Address;
use crate::post::line::Terms;
use crate::post::mailbox::{Found, Mailbox};
use crate::post::secret::Secret;

/// Trouble with the server, or with what is done with a message.
enum Ended {
    Server(Trouble),
    Here(Failure),
}

impl From<Trouble> for Ended {
    fn from(trouble: Trouble) -> Self {
        Self::Server(trouble)
    }
}

/// Hands on every message of the folder with the place where it lies, or those that came on a day or later.
pub fn each(
    server: &Server,
    terms: &Terms,
    since: Option<NaiveDate>,
    mut hand: impl FnMut(&str, Item, Far) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let of_server = |trouble: Trouble| Failure::Told(post::told(&trouble, &server.at));
    let secret = server.secret().unwrap_or(Secret::Password(""));
    let mut mailbox = Mailbox::open(&server.at, secret, terms).map_err(of_server)?;
    let folder = server.at.folder.as_deref().unwrap_or("INBOX");
    let mut looked = 0;
    let done = mailbox.each(since, MOST_BYTES_OF_MESSAGE, &mut |number, found, of| {
        looked += 1;
        let item = match found {
            Found::Message(bytes) => Item::Bytes(bytes.to_vec()),
            Found::TooLarge => Item::TooLarge,
            Found::Withheld(says) => Item::Unreadable(withheld(&server.at, says)),
        };
        // One that is gone meanwhile is counted by nobody.
        let far = Far { done: looked, of: of as u64, unit: Unit::Messages };
        hand(&format!("{folder}, message {number}"), item, far).map_err(Ended::Here)
    });
    match done {
        Ok(()) => {
            mailbox.close();
            Ok(())
        }
        Err(Ended::Here(failure)) => Err(failure),
        Err(Ended::Server(trouble)) => Err(of_server(trouble)),
    }
}

fn withheld(at: &Address, says: &str) -> Told {
    Told {
        happened: format!("{} did not hand it out{}.", at.host, post::quoted(says)),
        to_do: "Run it again. If it stays so, save the message in a folder and take that in.".to_owned(),
        reasons: Vec::new(),
    }
}

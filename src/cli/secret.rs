//! Passphrases, recovery codes and passwords as the desk is given them: never among the arguments, which every process
//! of the machine can read.

use std::io::{self, BufRead, IsTerminal};

use zeroize::Zeroizing;

use super::Failure;
use crate::casebook::dates::capital;
use crate::casebook::views::Told;

/// Where a script leaves a passphrase.
const VARIABLE: &str = "ACCORD_PASSPHRASE";

/// The passphrase or the recovery code of a thing: from the environment, from a terminal that does not show it, or
/// the first line of standard input where that is not in use for something else.
pub fn asked(of: &str, input_is_used: bool) -> Result<Zeroizing<String>, Failure> {
    given(&format!("Passphrase or recovery code of the {of}: "), input_is_used)
}

/// The passphrase of a new casebook; at a terminal it is typed twice.
pub fn chosen() -> Result<Zeroizing<String>, Failure> {
    let once = given("Passphrase of the new casebook: ", false)?;
    if std::env::var_os(VARIABLE).is_none() && io::stdin().is_terminal() {
        let again = Zeroizing::new(rpassword::prompt_password("The same again: ").map_err(|_| none())?);
        if *once != *again {
            return Err(Failure::told(
                "The two are not the same.",
                "Run it again, and type the same passphrase twice. Nothing was made.",
            ));
        }
    }
    Ok(once)
}

/// A password or a token for a server: from a variable of the environment, from a terminal that does not show it, or the next line
/// of standard input.
pub fn of_server(what: &str, of: &str, variable: &str) -> Result<Zeroizing<String>, Failure> {
    let typed = from(variable, &format!("{} of {of}: ", capital(what)), false);
    typed.ok_or_else(|| {
        Failure::Told(Told {
            happened: format!("No {what} was given for {of}."),
            to_do: format!("Type it at the prompt, write it to standard input, or set {variable}."),
            reasons: Vec::new(),
        })
    })
}

fn given(prompt: &str, input_is_used: bool) -> Result<Zeroizing<String>, Failure> {
    from(VARIABLE, prompt, input_is_used).ok_or_else(none)
}

fn from(variable: &str, prompt: &str, input_is_used: bool) -> Option<Zeroizing<String>> {
    if let Ok(secret) = std::env::var(variable) {
        return Some(Zeroizing::new(secret));
    }
    let typed = if input_is_used {
        return None;
    } else if io::stdin().is_terminal() {
        Zeroizing::new(rpassword::prompt_password(prompt).ok()?)
    } else {
        let mut line = Zeroizing::new(String::new());
        io::stdin().lock().read_line(&mut line).ok()?;
        Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned())
    };
    if typed.is_empty() { None } else { Some(typed) }
}

fn none() -> Failure {
    Failure::told(
        "No passphrase was given.",
        "Type it at the prompt, write it to standard input, or set ACCORD_PASSPHRASE.",
    )
}

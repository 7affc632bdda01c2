//! A mailbox of a service that takes no passwords from programs: an access token opens it, and sends the answers.

use std::process::Output;

use base64ct::Encoding;
use serde_json::Value;

use super::over_the_line::Run;
use super::servers::{DESK, Servers, TOKEN, files};
use super::{PASSPHRASE, desk, fresh, mail};

/// One that no service holds to be good any more.
const OVER: &str = "a-token-that-lasted-an-hour-and-is-over";

/// Nothing that the command says names a token, as it is or as it goes over the line.
fn is_silent_about_tokens(output: &Output) {
    let said = [&output.stdout[..], &output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    for token in [OVER, TOKEN] {
        let sent =
            base64ct::Base64::encode_string(format!("user={DESK}\x01auth=Bearer {token}\x01\x01").as_bytes());
        assert!(!said.contains(token) && !said.contains(&sent), "{token} stands in: {said}");
    }
}

/// What the command says with that token, and whether all was well.
fn run(servers: &Servers, dir: &std::path::Path, replies: &std::path::Path, token: &str) -> (bool, Value) {
    let mut run = Run::of(servers).sending(replies);
    run.password = "no password of anybody".to_owned();
    let mut command = run.command(dir);
    command.arg("--oauth").env("ACCORD_MAIL_TOKEN", token).env("ACCORD_SEND_TOKEN", token);
    let output = command.env("ACCORD_PASSPHRASE", PASSPHRASE).output().expect("run");
    is_silent_about_tokens(&output);
    let said = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!("{error}: {}{}", String::from_utf8_lossy(&output.stderr), servers.logs())
    });
    (output.status.success(), said)
}

#[test]
fn an_access_token_opens_a_mailbox_and_sends_the_answers_and_one_that_is_over_opens_nothing() {
    let Some(servers) = Servers::begun("access tokens", &["head"]) else { return };
    servers.deliver("desk", &[mail("made/attached.eml")]);
    let (book, dir) = desk("by-token");
    drop(book);
    let replies = fresh("by-token-replies");

    let (done, said) = run(&servers, &dir, &replies, OVER);
    assert!(!done, "{said}");
    let happened = said["error"]["happened"].as_str().unwrap_or_else(|| panic!("{said}"));
    assert!(happened.contains(&format!("did not let {DESK} in")), "{said}");
    assert!(
        said["error"]["to_do"].as_str().is_some_and(|to_do| to_do.contains("which lasts about an hour")),
        "{said}"
    );

    let (_, said) = run(&servers, &dir, &replies, TOKEN);
    assert_eq!(said["looked_at"], 1, "{said}{}", servers.logs());
    assert_eq!((&said["taken"][0]["added"], &said["sending"]["sent"]), (&4.into(), &1.into()), "{said}");
    servers.wait_until("head", 1);
    assert_eq!(files(&servers.mailbox("head")).len(), 1);

    // One more to send, and a token that is over by then.
    let reply = std::fs::read_dir(&replies).expect("listed").map(|entry| entry.expect("an entry").path());
    reply
        .filter(|path| path.extension().is_some_and(|of| of == "sent"))
        .for_each(|path| std::fs::remove_file(path).expect("gone"));
    let mut run = Run::of(&servers).sending(&replies);
    run.password = "no password of anybody".to_owned();
    let mut command = run.command(&dir);
    command.arg("--oauth").env("ACCORD_MAIL_TOKEN", TOKEN).env("ACCORD_SEND_TOKEN", OVER);
    let output = command.output().expect("run");
    is_silent_about_tokens(&output);
    let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let stopped = said["sending"]["stopped"]["why"]["happened"].as_str().unwrap_or_else(|| panic!("{said}"));
    assert!(stopped.contains(&format!("did not let {DESK} in")), "{said}");
}

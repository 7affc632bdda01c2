//! Asking the platform's cryptography what a file has to have true of it.

use super::CasebookError;
use crate::bundle::{Asked, Question};
use crate::identity::PublicKey;
use crate::vault::VaultError;
use crate::vault::cipher::VerifyingKey;

/// What was read, once every key and signature of it is known to hold.
///
/// # Errors
/// [`CasebookError::Bundle`] says what does not hold; [`CasebookError::Vault`] where the platform's
/// cryptography does not work.
pub async fn proven<T>(asked: Asked<T>) -> Result<T, CasebookError> {
    let answers = answers(asked.questions()).await?;
    asked.answered(&answers).map_err(CasebookError::Bundle)
}

/// Every answer, in order. All signatures are begun before the first is waited for.
async fn answers(questions: &[Question]) -> Result<Vec<bool>, VaultError> {
    let mut keys: Vec<(PublicKey, Option<VerifyingKey>)> = Vec::new();
    for question in questions {
        let (Question::IsKey(key) | Question::Signed { key, .. }) = question;
        if keys.iter().all(|(known, _)| known != key) {
            keys.push((*key, VerifyingKey::import(key).await?));
        }
    }
    let usable = |wanted: &PublicKey| {
        keys.iter().find(|(known, _)| known == wanted).and_then(|(_, usable)| usable.as_ref())
    };
    let mut begun = Vec::with_capacity(questions.len());
    for question in questions {
        begun.push(match question {
            Question::IsKey(key) => Err(usable(key).is_some()),
            Question::Signed { key, signed, signature } => {
                usable(key).map(|key| key.made(signature, signed)).ok_or(false)
            }
        });
    }
    let mut answers = Vec::with_capacity(begun.len());
    for answer in begun {
        answers.push(match answer {
            Ok(waited_for) => waited_for.await?,
            Err(known) => known,
        });
    }
    Ok(answers)
}

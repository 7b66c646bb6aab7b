//! `user`: the people who sign in.

use pathway::view::{UserInput, UserView};
use pathway::{Error, choose_appearance, keep_passphrase, keep_signature, keep_users};

use crate::arguments::{Arguments, User};
use crate::output::Output;
use crate::{clock, door};

/// Adds, lists, disables, enables and unlocks users, and changes passphrases.
pub(crate) fn run(command: &User, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    match command {
        User::Add {
            from,
            new_passphrase_file,
        } => {
            let input: UserInput = door::from_file(from)?;
            let passphrase = door::new_passphrase(new_passphrase_file.as_ref())?;
            let added = keep_users::add(&mut desk, input, &passphrase, clock::now())?;
            output.answer(&added, || line(&added));
        }
        User::List => {
            let users = keep_users::list(&mut desk, clock::now())?;
            output.answer(&serde_json::json!({ "users": users }), || {
                users.iter().map(line).collect::<Vec<_>>().join("\n")
            });
        }
        User::Disable { name } => {
            let changed = keep_users::disable(&mut desk, name, clock::now())?;
            output.answer(&changed, || line(&changed));
        }
        User::Enable {
            name,
            new_passphrase_file,
        } => {
            let passphrase = door::new_passphrase(new_passphrase_file.as_ref())?;
            let changed = keep_users::enable(&mut desk, name, &passphrase, clock::now())?;
            output.answer(&changed, || line(&changed));
        }
        User::Unlock { name } => {
            let unlocked = keep_passphrase::unlock(&mut desk, name, clock::now())?;
            output.answer(&unlocked, || line(&unlocked));
        }
        User::Reset {
            name,
            new_passphrase_file,
        } => {
            let passphrase = door::new_passphrase(new_passphrase_file.as_ref())?;
            let reset = keep_passphrase::reset(&mut desk, name, &passphrase, clock::now())?;
            output.answer(&reset, || line(&reset));
        }
        User::Signature { file, remove: _ } => {
            let now = clock::now();
            let kept = match file {
                Some(file) => keep_signature::keep_file(&mut desk, file, now)?,
                None => keep_signature::take_away(&mut desk, now)?,
            };
            let is_kept = kept.picture.is_some();
            output.answer(&serde_json::json!({ "kept": is_kept }), || {
                let words = if is_kept {
                    "Your signature is kept. It is printed on letters that you sign."
                } else {
                    "No signature of yours is kept any more."
                };
                words.to_owned()
            });
        }
        User::Appearance { theme, contrast } => {
            let mut chosen = choose_appearance::show(&mut desk)?;
            if theme.is_some() || contrast.is_some() {
                chosen.theme = theme.clone().unwrap_or(chosen.theme);
                chosen.contrast = contrast.clone().unwrap_or(chosen.contrast);
                chosen = choose_appearance::choose(&mut desk, &chosen, clock::now())?;
            }
            output.answer(&chosen, || {
                format!("theme {}, contrast {}", chosen.theme, chosen.contrast)
            });
        }
        User::Passphrase { new_passphrase_file } => {
            let old = door::passphrase(arguments)?;
            let new = door::new_passphrase(new_passphrase_file.as_ref())?;
            keep_passphrase::change(&mut desk, &old, &new, clock::now())?;
            let user = desk.session().user;
            output.answer(&user, || "Your passphrase was changed.".to_owned());
        }
    }
    Ok(())
}

fn line(user: &UserView) -> String {
    let state = if user.is_active { "" } else { "  (disabled)" };
    format!(
        "{:<20} {:<14} {}{state}",
        user.name, user.role_label, user.shown_name
    )
}

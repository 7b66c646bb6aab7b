//! Users: those who sign in. A user is never removed, since the trail names them.

use domain::id::UserId;
use domain::role::Role;
use unicode_normalization::UnicodeNormalization;

use crate::engine::{Row, Sql, vals};
use crate::patients::stale;
use crate::{StoreError, Tx};

/// What is kept of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserFields {
    /// The name under which the user signs in; no two are alike in small letters. It never changes.
    pub name: String,
    /// The name by which colleagues know the user.
    pub shown_name: String,
    /// The role.
    pub role: Role,
    /// Everything else, as the pathway writes it.
    pub body: String,
}

/// A user as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRow {
    /// Which user.
    pub id: UserId,
    /// The version, which a change must name.
    pub version: i64,
    /// What is kept.
    pub fields: UserFields,
    /// Whether the user may sign in.
    pub active: bool,
    /// When the user was added, in milliseconds since 1970.
    pub created_at: i64,
}

/// Adds a user, who may sign in from now on.
///
/// # Errors
/// [`StoreError::Duplicate`] with `user name`.
pub fn insert(tx: &mut Tx<'_>, id: UserId, fields: &UserFields, at_ms: i64) -> Result<(), StoreError> {
    let values = vals![
        id,
        &fields.name,
        name_key(&fields.name),
        &fields.shown_name,
        fields.role.code(),
        at_ms,
        &fields.body,
    ];
    tx.db.exec(include_str!("insert.sql"), values)?;
    Ok(())
}

/// Changes a user's shown name, role and body, if the user still stands at `version`; gives the new version.
///
/// # Errors
/// [`StoreError::Stale`], [`StoreError::NotFound`].
pub fn update(tx: &mut Tx<'_>, id: UserId, version: i64, fields: &UserFields) -> Result<i64, StoreError> {
    let values = vals![&fields.shown_name, fields.role.code(), &fields.body, id, version];
    match tx.db.row(include_str!("update.sql"), values)? {
        Some(row) => row.int("version"),
        None => Err(stale(tx.db.row(include_str!("version.sql"), vals![id])?, "user")),
    }
}

/// Lets a user sign in, or no longer.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_active(tx: &mut Tx<'_>, id: UserId, active: bool) -> Result<(), StoreError> {
    let row = tx.db.row(include_str!("set_active.sql"), vals![active, id])?;
    row.map(|_| ()).ok_or(NOT_FOUND)
}

/// The user with this id.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &mut Tx<'_>, id: UserId) -> Result<UserRow, StoreError> {
    user_of(&tx.db.row(include_str!("get.sql"), vals![id])?.ok_or(NOT_FOUND)?)
}

/// The user who signs in under this name, in capitals or not; none if there is none.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn by_name(tx: &mut Tx<'_>, name: &str) -> Result<Option<UserRow>, StoreError> {
    let row = tx.db.row(include_str!("by_name.sql"), vals![name_key(name)])?;
    row.as_ref().map(user_of).transpose()
}

/// All users, by name.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<UserRow>, StoreError> {
    tx.db
        .rows(include_str!("list.sql"), vals![])?
        .iter()
        .map(user_of)
        .collect()
}

/// The name as it is compared: what looks alike on two keyboards is alike.
fn name_key(name: &str) -> String {
    name.trim().nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

fn user_of(row: &Row) -> Result<UserRow, StoreError> {
    Ok(UserRow {
        id: row.parsed("id", |text| UserId::parse(text).ok())?,
        version: row.int("version")?,
        fields: UserFields {
            name: row.text("name")?,
            shown_name: row.text("shown_name")?,
            role: row.parsed("role", Role::from_code)?,
            body: row.text("body")?,
        },
        active: row.flag("active")?,
        created_at: row.int("created_at")?,
    })
}

const NOT_FOUND: StoreError = StoreError::NotFound { what: "user" };

//! sqlx 0.9.

use sqlx::{PgConnection, Postgres, Row, pool::PoolConnection};

use super::{Arg, Connection, StoreError, error};

/// A connection of sqlx on which statements are prepared without a name, for transactions behind a
/// pooler that does not track names, such as PgBouncer before 1.21.
///
/// The statement is prepared in a round trip of its own. **Outside a transaction**, the pooler can run
/// what another client prepared meanwhile, so this is for
/// [`claim_in`](super::Transactional::claim_in), not for a [`Store`](super::Store).
///
/// ```
/// use webhook_receiver::{
///     Delivery,
///     idempotency::{Claim, postgres::{Transactional, Unnamed}},
/// };
///
/// # #[allow(dead_code)]
/// async fn credit(
///     pool: &sqlx::PgPool,
///     claims: &Transactional,
///     delivery: &Delivery,
/// ) -> Result<(), Box<dyn std::error::Error>> {
///     let mut tx = pool.begin().await?;
///     if let Claim::Acquired { .. } = claims.claim_in(&mut Unnamed(&mut tx), delivery).await? {
///         let effect = sqlx::query("UPDATE account SET balance = balance + 1");
///         effect.persistent(false).execute(&mut *tx).await?;
///         tx.commit().await?;
///     }
///     Ok(())
/// }
/// # fn main() {}
/// ```
#[derive(Debug)]
pub struct Unnamed<'c>(pub &'c mut PgConnection);

impl Connection for Unnamed<'_> {
    async fn fetch(
        &mut self,
        statement: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Option<[i64; 4]>, StoreError> {
        fetch(self.0, statement, args, false).await
    }
}

impl Connection for PgConnection {
    async fn fetch(
        &mut self,
        statement: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Option<[i64; 4]>, StoreError> {
        fetch(self, statement, args, true).await
    }
}

async fn fetch(
    connection: &mut PgConnection,
    statement: &'static str,
    args: &[Arg<'_>],
    is_named: bool,
) -> Result<Option<[i64; 4]>, StoreError> {
    let mut query = sqlx::query(statement).persistent(is_named);
    for arg in args {
        query = match *arg {
            Arg::Bytes(bytes) => query.bind(bytes),
            Arg::Int(int) => query.bind(int),
        };
    }
    let row = query.fetch_optional(connection).await.map_err(failed)?;
    let Some(row) = row else { return Ok(None) };
    let column = |at: usize| row.try_get::<i64, _>(at).map_err(failed);
    Ok(Some([column(0)?, column(1)?, column(2)?, column(3)?]))
}

impl Connection for PoolConnection<Postgres> {
    async fn fetch(
        &mut self,
        statement: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Option<[i64; 4]>, StoreError> {
        Connection::fetch(&mut **self, statement, args).await
    }
}

fn failed(failed: sqlx::Error) -> StoreError {
    let state = match failed.as_database_error() {
        Some(error) => error.code().map(std::borrow::Cow::into_owned),
        None => None,
    };
    if matches!(
        failed,
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_)
    ) {
        return StoreError::Schema(failed.into());
    }
    error(state.as_deref(), failed)
}

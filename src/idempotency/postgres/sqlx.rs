//! sqlx 0.9.

use sqlx::{PgConnection, Postgres, Row, pool::PoolConnection};

use super::{Arg, Connection, StoreError, error};

impl Connection for PgConnection {
    async fn fetch(
        &mut self,
        statement: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Option<[i64; 4]>, StoreError> {
        let mut query = sqlx::query(statement);
        for arg in args {
            query = match *arg {
                Arg::Bytes(bytes) => query.bind(bytes),
                Arg::Int(int) => query.bind(int),
            };
        }
        let row = query.fetch_optional(self).await.map_err(failed)?;
        let Some(row) = row else { return Ok(None) };
        let column = |at: usize| row.try_get::<i64, _>(at).map_err(failed);
        Ok(Some([column(0)?, column(1)?, column(2)?, column(3)?]))
    }
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

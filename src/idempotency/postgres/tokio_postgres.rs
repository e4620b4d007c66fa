//! tokio-postgres 0.7.

use std::sync::Arc;

use tokio_postgres::{
    Client, GenericClient, Transaction,
    types::{ToSql, Type},
};

use super::{Arg, Connection, StoreError, error};

impl Connection for Client {
    async fn fetch(
        &mut self,
        statement: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Option<[i64; 4]>, StoreError> {
        fetch(&*self, statement, args).await
    }
}

impl Connection for &Client {
    async fn fetch(
        &mut self,
        statement: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Option<[i64; 4]>, StoreError> {
        fetch(*self, statement, args).await
    }
}

impl Connection for Arc<Client> {
    async fn fetch(
        &mut self,
        statement: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Option<[i64; 4]>, StoreError> {
        fetch(&**self, statement, args).await
    }
}

impl Connection for Transaction<'_> {
    async fn fetch(
        &mut self,
        statement: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Option<[i64; 4]>, StoreError> {
        fetch(&*self, statement, args).await
    }
}

/// With the types of the parameters, so that it takes one round trip.
async fn fetch(
    client: &(impl GenericClient + Sync),
    statement: &str,
    args: &[Arg<'_>],
) -> Result<Option<[i64; 4]>, StoreError> {
    let typed: Vec<(&(dyn ToSql + Sync), Type)> = args
        .iter()
        .map(|arg| match arg {
            Arg::Bytes(bytes) => (bytes as &(dyn ToSql + Sync), Type::BYTEA),
            Arg::Int(int) => (int as &(dyn ToSql + Sync), Type::INT8),
        })
        .collect();
    let rows = client
        .query_typed(statement, &typed)
        .await
        .map_err(failed)?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let column = |at: usize| {
        row.try_get(at)
            .map_err(|error| StoreError::Schema(error.into()))
    };
    Ok(Some([column(0)?, column(1)?, column(2)?, column(3)?]))
}

fn failed(failed: tokio_postgres::Error) -> StoreError {
    let state = failed.code().map(|state| state.code().to_owned());
    error(state.as_deref(), failed)
}

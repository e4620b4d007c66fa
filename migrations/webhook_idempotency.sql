CREATE TABLE webhook_idempotency (
    expires_at timestamptz NOT NULL, -- columns of a fixed width first: none is padded
    leased_until timestamptz, -- NULL: completed; -infinity: released
    attempt integer NOT NULL,
    key bytea PRIMARY KEY,
    owner bytea NOT NULL,
    fingerprint bytea NOT NULL
);
CREATE INDEX webhook_idempotency_expires_at ON webhook_idempotency (expires_at);

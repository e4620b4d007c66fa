use crate::{
    Provider,
    algorithm::HMAC_SHA512,
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Scheme},
};

/// [HCP Terraform](https://developer.hashicorp.com/terraform/cloud-docs/integrations/run-tasks) run
/// tasks.
///
/// # Signed content
/// ```text
/// x-tfc-task-signature: hex(HMAC-SHA512(secret, body))
/// ```
/// The secret is the HMAC key of the run task.
///
/// # Example headers
/// ```text
/// x-tfc-task-signature: 25b62802233096e2...
/// ```
///
/// # Quirks
/// - Creating a run task sends a signed test, whose `access_token` is `test-token`.
/// - The body's `access_token` is a secret of the run: keep it out of logs.
pub const TERRAFORM_RUN_TASKS: Provider = Provider::new(
    "terraform-run-tasks",
    "HCP Terraform run tasks",
    "https://developer.hashicorp.com/terraform/cloud-docs/integrations/run-tasks",
    Scheme::new(HMAC_SHA512, At::Header("x-tfc-task-signature")),
)
.handshakes(&[Handshake {
    name: "test",
    method: "POST",
    when: &[Condition::Equals(At::Json("/access_token"), "test-token")],
    proof: Proof::Signed,
    answer: Answer::Empty(200),
}])
.kind(&[At::Json("/stage")])
.delivery_id(&[At::Json("/task_result_id")])
.id_of_object("")
.source_read("2026-10");

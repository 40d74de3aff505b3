resource "aws_organizations_policy" "{{LABEL}}" {
  name        = {{NAME}}
  description = {{DESCRIPTION}}
  type        = "SERVICE_CONTROL_POLICY"

  content = jsonencode({{DOCUMENT}})
}

resource "aws_iam_policy" "{{LABEL}}" {
  name        = {{NAME}}
  description = {{DESCRIPTION}}

  policy = jsonencode({{DOCUMENT}})
}

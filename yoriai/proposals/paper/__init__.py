"""The papers of joint projects. Their labels are Japanese: paper is not translated yet."""

"""The papers of a joint project. Their labels are Japanese: paper is not translated yet."""

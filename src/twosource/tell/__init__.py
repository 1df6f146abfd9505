"""Account → page, terminal, explanations. Text from reports is hostile: it is escaped wherever it is shown."""

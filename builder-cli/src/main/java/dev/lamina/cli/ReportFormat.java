package dev.lamina.cli;

/** How a command that has one report shows it. */
enum ReportFormat {
  TEXT,
  JSON
}

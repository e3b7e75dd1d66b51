package dev.lamina.registry;

import dev.lamina.reference.Repository;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is said of registries. */
record RegistryRules(List<RegistryRule> rules) {
  RegistryRules {
    rules = List.copyOf(rules);
  }

  /** The one with the longest prefix that covers a repository. */
  Optional<RegistryRule> find(Repository repository) {
    return rules.stream()
        .filter(rule -> rule.covers(repository))
        .max(Comparator.comparingInt((RegistryRule rule) -> rule.prefix().length()));
  }
}

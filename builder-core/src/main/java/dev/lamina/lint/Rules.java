package dev.lamina.lint;

import java.util.List;

/** All rules. */
public final class Rules {
  static final List<Rule> ALL =
      List.of(
          new ConsistentInstructionCasing(),
          new CopyIgnoredFile(),
          new DuplicateStageName(),
          new ExposeInvalidFormat(),
          new ExposeProtoCasing(),
          new FromAsCasing(),
          new FromPlatformFlagConstDisallowed(),
          new InvalidDefaultArgInFrom(),
          new InvalidDefinitionDescription(),
          new JsonArgsRecommended(),
          new LegacyKeyValueFormat(),
          new MaintainerDeprecated(),
          new MultipleInstructionsDisallowed(),
          new NoEmptyContinuation(),
          new RedundantTargetPlatform(),
          new ReservedStageName(),
          new SecretsUsedInArgOrEnv(),
          new StageNameCasing(),
          new UndefinedArgInFrom(),
          new UndefinedVar(),
          new WorkdirRelativePath());

  private Rules() {}

  /** What each rule is called, sorted by name. */
  public static List<RuleInfo> all() {
    return ALL.stream().map(Rule::info).toList();
  }
}

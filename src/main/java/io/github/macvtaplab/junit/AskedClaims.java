package io.github.macvtaplab.junit;

import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.config.LabConfigException;
import io.github.macvtaplab.model.ClaimId;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leave out the tests of claims that {@code lab.claims} does not ask for, before anything is started for them. */
final class AskedClaims implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Set<ClaimId> claims = LabExtension.declaredClaims(context);
        // A test of no claim is an error, and so is a bad property: the start of the lab says so.
        return claims.isEmpty() || !Collections.disjoint(claims, asked())
                ? ConditionEvaluationResult.enabled("asked for")
                : ConditionEvaluationResult.disabled("lab.claims does not ask for "
                        + claims.stream().map(ClaimId::id).sorted().collect(Collectors.joining(", ")));
    }

    private static Set<ClaimId> asked() {
        try {
            return LabConfig.fromSystem().claims();
        } catch (LabConfigException e) {
            return Set.of(ClaimId.values());
        }
    }
}

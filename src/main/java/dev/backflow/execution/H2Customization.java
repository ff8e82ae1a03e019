package dev.backflow.execution;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;

/** Teaches db-scheduler that H2 can lock the rows it fetches and skip those locked by others. */
class H2Customization extends DefaultJdbcCustomization {

    H2Customization() {
        super(false);
    }

    @Override
    public String getName() {
        return "H2";
    }

    @Override
    public boolean supportsGenericLockAndFetch() {
        return true;
    }

    @Override
    public String createGenericSelectForUpdateQuery(
            String table, int limit, String requiredAndCondition, boolean orderByPriority) {
        return createSelectDueQuery(table, limit, requiredAndCondition, orderByPriority) + " for update skip locked";
    }
}

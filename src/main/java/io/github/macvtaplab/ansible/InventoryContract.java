package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Says all that is wrong with an inventory, before anything is touched. */
final class InventoryContract {
    private InventoryContract() {}

    /**
     * Find what is wrong: one line for each mistake, with all the hosts that show it.
     *
     * @param root what {@code ansible-inventory --list} prints
     * @return nothing if the inventory can be used
     */
    static List<String> problems(JsonNode root) {
        return problems(root, Resolved.NOTHING);
    }

    /**
     * Find what is wrong, in a tree that Ansible has resolved what was open in.
     *
     * @param resolved also what it could not resolve
     */
    static List<String> problems(JsonNode root, Resolved resolved) {
        Problems problems = new Problems();
        if (!root.isObject()) {
            problems.add(
                    "the inventory",
                    "is %s; expected the groups and hosts that 'ansible-inventory --list' prints; give the path of an inventory"
                            .formatted(Seen.value("", root)));
            return problems.lines();
        }
        resolved.tell(problems);
        InventoryTree tree = new InventoryTree(root);
        Members members = new GroupRules(tree, problems).check();
        List<LabHost> hosts = new VariableRules(tree, members, problems).check();
        new WayRules(members, hosts, problems).check();
        new LoginRules(hosts, problems).check();
        new PortRules(hosts, problems).check();
        new GuestRules(hosts, problems).check();
        new AddressPlan(hosts, problems).check();
        return problems.lines();
    }
}

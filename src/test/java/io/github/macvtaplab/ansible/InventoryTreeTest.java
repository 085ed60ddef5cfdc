package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.LabException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryTreeTest {
    private static InventoryTree tree(String json) {
        return new InventoryTree(TestInventory.json(json.replace('\'', '"')));
    }

    @Test
    void membersAreThoseOfTheGroupsBelowToo() {
        InventoryTree tree = tree(
                "{'a': {'hosts': ['h1'], 'children': ['b']}, 'b': {'hosts': ['h2', 'h1']}, 'c': {'hosts': ['h3']}}");

        assertThat(tree.members("a")).containsExactly("h1", "h2");
    }

    @Test
    void circleOfGroupsEnds() {
        InventoryTree tree = tree("{'a': {'children': ['b']}, 'b': {'hosts': ['h2'], 'children': ['a']}}");

        assertThat(tree.below("a")).containsExactly("a", "b");
        assertThat(tree.members("a")).containsExactly("h2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "{}", "{'a': 7}", "{'a': {'hosts': 7, 'children': 'b'}}", "{'a': {'hosts': [7, []]}}"})
    void whatIsOfAnotherKindIsNoHost(String json) {
        assertThat(tree(json).members("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'_meta': {'hostvars': {'h1': {}}}}", "{'_meta': {'hostvars': {'h1': {'v': ''}}}}"})
    void textThatIsNotThereIsAnErrorThatNamesHostAndVariable(String json) {
        InventoryTree tree = tree(json);

        assertThat(tree.find("h1", "v")).isEmpty();
        assertThatThrownBy(() -> tree.text("h1", "v"))
                .isInstanceOf(LabException.class)
                .hasMessage("h1 has no 'v' in the inventory; set it");
    }
}

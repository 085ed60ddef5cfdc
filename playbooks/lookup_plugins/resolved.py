"""Ansible's lookup 'vars', but that a variable which cannot be resolved is told by its name, and keeps none of the others back."""
from ansible.plugins.filter.core import to_json
from ansible.plugins.lookup import LookupBase

DOCUMENTATION = """
  name: resolved
  short_description: Say what variables of a host are, templates filled in and encrypted values in clear
  options:
    _terms:
      description: Names of variables
      required: true
"""
RETURN = """
  _list:
    description: For each variable a map of its name, and of its value as JSON or the reason why it cannot be resolved
    type: list
    elements: dict
"""


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        self._templar.available_variables = variables
        return [self.answer(name, variables) for name in terms]

    def answer(self, name, variables):
        try:
            return {"name": name, "value": to_json(self._templar.template(variables[name], fail_on_undefined=True))}
        except Exception as error:  # Templates run filters and plugins of the user's, which may raise anything.
            return {"name": name, "refused": str(error) or type(error).__name__}

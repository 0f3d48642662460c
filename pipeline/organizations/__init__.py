"""Organizations: the named organizations in the sentences of a report, each linked to one id.

The steps of `find`, in the order of work, one module each:

1. `lexicon` finds every word that the rules look for, in one pass (`scan` holds a sentence with what was found in it).
2. Rules give candidates, each with a confidence:
   `government` by grammar (省科技厅), `names` by the last word (…有限公司, …研究院; `begins` tells where such a name
   starts), `contexts` by what stands around (通裕等8家企业; `list_items` are those of a list), `projects` by what is
   built (`project_lists`: by each other), `frames` by what a clause says (收购…, …获评单项冠军企业), and the gazetteer
   by the name itself; `local_parts` tells where such a name goes on (崂山实验室广东基地), `own_words` finds parks that
   two countries name.
3. `tagger`, the trained model, reads all sentences of a report with their candidates, weighs these and adds its own:
   `emissions` (with `word_numbers`, `sign_numbers`) joins the `weights` of each character's `features`, `silence` rules
   out the sentences that name nobody, `decoding` finds the best labels of the others; `character_rows` and `batch` lay
   the sentences behind and beside each other for them. `support` raises what it doubts in a list of which it is sure
   of other names.
4. `screen` (with `report_places`) drops what only looks like a name: industries, counties around the report's place,
   phrases made of everyday words (`plain`, by `vocabulary`), unless a name beside them in a list vouches for them, and
   what `generic` tells to count or to place things; `joints` parts two names.
5. `called` finds what the report says that it calls an organization from here on (…有限公司（以下简称“…”）); `memory`
   carries a name that one sentence made sure of to the other sentences of the report.
6. `resolve` keeps the longest names; the only overlap left is an owner at the left end (保龄宝 in 保龄宝…实验室).
7. `link` gives the name and id: by the gazetteer, or for a body by its place and the name on its door (`homes`);
   `short_names` finds the full name that the same report has for a short one.

Training, not used by `find`: `compose` and `invent` write sentences from data/train/organizations, `training` trains on
them with crfsuite, and `crfsuite_file` takes the weights out of what that writes. To teach a new name add a line to
gazetteer.csv; a new kind of body or suffix is a word in organization_patterns.yaml (both in pipeline/resources/data);
then run the stage `train_organizations`.
"""

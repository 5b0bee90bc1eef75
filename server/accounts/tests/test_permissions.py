"""The grants are one table, and say nothing about what does not exist."""

from accounts.models import Membership, Role
from accounts.permissions import ENTITIES, GRANTS, Reach, reach


def test_every_grant_names_known_entities_and_a_path_for_its_reach() -> None:
    for roles, how_far, _, entities in GRANTS:
        for entity in entities.split():
            paths = ENTITIES[entity]
            if how_far is Reach.DEPARTMENT:
                assert paths.department, entity
            if how_far is Reach.OWN:
                own = {Role.INSTRUCTOR: paths.instructor, Role.STUDENT: paths.student}
                assert paths.member or all(own[role] for role in roles), entity


def test_a_platform_admin_has_no_academic_data() -> None:
    admin = Membership(role=Role.PLATFORM_ADMIN)
    assert not any(reach(admin, "view", entity) for entity in ENTITIES)


def test_a_registrar_reaches_everything() -> None:
    registrar = Membership(role=Role.REGISTRAR)
    for entity in ENTITIES:
        for action in ("view", "add", "change", "delete"):
            assert reach(registrar, action, entity) is Reach.EVERYWHERE


def test_the_page_of_permissions_says_what_the_grants_say() -> None:
    from accounts import permission_table

    written = permission_table.FILE.read_text()
    assert written == permission_table.document(), "run `manage.py write_permissions`"

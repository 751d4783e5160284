"""The council's list of those who answer ideas, over HTTP."""

from uuid import UUID

from fastapi import APIRouter

from libs.shared.platform.api.paging import ListBody, whole_list
from services.ideas.api.at_hand import Office, TheRuntime
from services.ideas.api.desk.bodies import DepartmentBody, DepartmentChangeBody, NewDepartmentBody
from services.ideas.use_cases.desk.give_to_departments import add_department, change_department, list_departments

router = APIRouter(prefix="/api/ideas/v1/desk/departments", tags=["desk"])


@router.get("")
async def departments(staff: Office, runtime: TheRuntime) -> ListBody[DepartmentBody]:
    """The whole list, by name, with those that are closed."""
    found = await list_departments(runtime.database)
    return whole_list([DepartmentBody.model_validate(each, from_attributes=True) for each in found])


@router.post("", status_code=201)
async def new_department(body: NewDepartmentBody, staff: Office, runtime: TheRuntime) -> DepartmentBody:
    """Put a department, or a person, on the list."""
    return DepartmentBody.model_validate(await add_department(body.name, runtime.database), from_attributes=True)


@router.patch("/{department_id}")
async def change(department_id: UUID, body: DepartmentChangeBody, staff: Office, runtime: TheRuntime) -> DepartmentBody:
    """Rename it, or close it: it is given no more ideas, and keeps those that it has."""
    changed = await change_department(department_id, runtime.database, name=body.name, is_closed=body.is_closed)
    return DepartmentBody.model_validate(changed, from_attributes=True)

"""Quick questions about one timetable."""

from fastapi import APIRouter

from generator import question_schemas as forms
from generator.question_schemas import Question
from generator.state import State, StateDep

router = APIRouter(prefix="/api", tags=["questions"])


@router.post("/check")
async def check(asked: forms.CheckRequest, state: StateDep) -> forms.AnswerDocument:
    """What changes, all made at once, would break, mend and cost."""
    return forms.AnswerDocument.model_validate(await _ask(state, "check", asked))


@router.post("/heat")
async def heat(asked: forms.HeatRequest, state: StateDep) -> forms.Heat:
    """What each time that a class may have would break and cost, in its best room then."""
    return forms.Heat.model_validate(await _ask(state, "heat", asked))


@router.post("/suggest")
async def suggest(asked: forms.SuggestRequest, state: StateDep) -> forms.Suggestions:
    """The best changes that give a class another place, some by moving others."""
    return forms.Suggestions.model_validate(await _ask(state, "suggest", asked))


@router.post("/score")
async def score(asked: forms.ScoreRequest, state: StateDep) -> forms.ScoreDocument:
    """The score of the timetable as it is, with its measures."""
    return forms.ScoreDocument.model_validate(await _ask(state, "score", asked))


@router.post("/broken")
async def broken(asked: forms.BrokenRequest, state: StateDep) -> forms.Broken:
    """What is violated in the timetable as it is, each once."""
    return forms.Broken.model_validate(await _ask(state, "broken", asked))


async def _ask(state: State, kind: Question, asked: forms.Asked) -> object:
    return await state.questions.ask(kind, asked.model_dump(mode="json"))

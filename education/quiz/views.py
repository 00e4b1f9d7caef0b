"""The quiz over HTTP. The token in the address is the whole state, and every state is a page: it can be reloaded, gone back to,
opened twice and read in another language. No cookie, no script, and nothing is kept of a run but, at its end, a count.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from education.clinics.models import Clinic
from education.content.models import Article
from education.publishing.known import article_here, clinic_here, known, reading_of
from education.publishing.passages import MenuItem
from education.publishing.views import PublicView, page_context, speaking
from education.quiz.attempts import record_attempt
from education.quiz.reading import Quiz, quiz_in
from education.quiz.result import most_urgent, slip, told
from education.quiz.run import OPTIONS, Run, Stage, answered, gone_on, outcome, settled
from education.quiz.token import TokenRefused, begin, run_of, token_of
from education.text.languages import BY_CODE, SOURCE

FORMS = ("full", "short")

QuizView = Callable[[HttpRequest, Quiz], HttpResponse]


def quiz_page(*methods: str, shared: bool = False) -> Callable[[QuizView], PublicView]:
    """A page of the quiz: in the language of the address, with a refused token said in words.

    It belongs to one run, so no cache keeps it; where it is `shared`, it shows nothing of a run unless a form is sent.
    """

    def decorate(view: QuizView) -> PublicView:
        @wraps(view)
        def answer(request: HttpRequest, language: str, article: str) -> HttpResponse:
            quiz = _quiz(request, language, article)
            try:
                response = view(request, quiz)
            except TokenRefused as refusal:
                response = _lost(request, quiz, refusal.status)
            if not shared or request.method == "POST":
                response.headers["Cache-Control"] = "no-store"
            return response

        # A form here acts for nobody: no session, no account and nothing stored that could be forged in somebody's name.
        return csrf_exempt(require_http_methods(methods)(speaking(answer)))

    return decorate


@quiz_page("GET", "HEAD", "POST", shared=True)
def start_page(request: HttpRequest, quiz: Quiz) -> HttpResponse:
    """What the quiz is, and the choice between its forms. A run begins, and gets its number, when one is chosen."""
    form = request.POST.get("form", "")
    if request.method == "POST" and form in FORMS:
        run = begin(quiz.reading.article, form, quiz.plan(form), counts="uncounted" not in request.POST)
        return _to(run, quiz)
    context = page_context(request, quiz.reading, "quiz") | {"quiz": quiz, "short": len(quiz.short)}
    return render(request, "public/quiz.html", context)


@quiz_page("GET", "HEAD", "POST")
def question_page(request: HttpRequest, quiz: Quiz) -> HttpResponse:
    """One question, or the feedback to its answer. An answer leads to the next state, whatever page it came from."""
    given = request.POST if request.method == "POST" else request.GET
    run = settled(run_of(given.get("run", ""), quiz.reading.article), quiz.lessons)
    if run.stage == Stage.DONE:
        return _to(run, quiz)
    if request.method != "POST":
        return _question(request, quiz, run)
    letter = given.get("option", "")
    if run.stage == Stage.QUESTION and letter not in OPTIONS:
        return _question(request, quiz, run, status=HTTPStatus.BAD_REQUEST)
    lesson = quiz.lessons[run.key]
    code = quiz.reading.language.code
    return _to(answered(run, lesson.item, letter, revision=lesson.revision, language=code), quiz)


@quiz_page("GET", "HEAD")
def result_page(request: HttpRequest, quiz: Quiz) -> HttpResponse:
    """What the reader knows now, signs to learn again first. Nobody gets here while a critical question is open."""
    run = _finished(request, quiz)
    if run.stage != Stage.DONE:
        return _to(run, quiz)
    counted = _count(run, quiz)
    found = told(outcome(run, quiz.items), quiz)
    context = _context(request, quiz, "quiz-result", run) | found
    context |= {"counted": counted, "urgency": most_urgent(found["missed"])}
    return render(request, "public/quiz_result.html", context)


@quiz_page("GET", "HEAD")
def slip_page(request: HttpRequest, quiz: Quiz) -> HttpResponse:
    """The same result in the reader's language and the clinic's, for somebody who does not speak the reader's."""
    run = _finished(request, quiz)
    if run.stage != Stage.DONE:
        return _to(run, quiz)
    found = outcome(run, quiz.items)
    reading, other = quiz.reading, None
    article = article_here(request, reading.article)
    if article and reading.language.code != SOURCE:
        with translation.override(SOURCE):
            other = _quiz_of(request, article, reading.clinic, SOURCE)
    context = _context(request, quiz, "quiz-slip", run) | {
        "groups": slip(found, quiz, other),
        "source": BY_CODE[SOURCE] if other else None,
    }
    return render(request, "public/quiz_slip.html", context)


def _quiz(request: HttpRequest, language: str, article: str) -> Quiz:
    clinic, found = clinic_here(request), article_here(request, article)
    if clinic is None or found is None or language not in clinic.offered:
        raise Http404
    quiz = _quiz_of(request, found, clinic, language)
    if not quiz.reading.is_public or not quiz.lessons:
        raise Http404
    return quiz


def _quiz_of(request: HttpRequest, article: Article, clinic: Clinic, language: str) -> Quiz:
    def read() -> Quiz:
        return quiz_in(reading_of(request, article, clinic, language, quiz=True), article)

    return known(request, ("quiz", article.pk, clinic.pk, language), read)


def _finished(request: HttpRequest, quiz: Quiz) -> Run:
    return settled(run_of(request.GET.get("run", ""), quiz.reading.article), quiz.lessons)


def _count(run: Run, quiz: Quiz) -> bool:
    """Count the first answers of a whole run, if clinic and reader let it. Never in the way of the page. Are they counted?"""
    answers = run.attempt
    if not answers:
        return False
    return record_attempt(
        clinic=quiz.reading.clinic, language=run.language, form=run.form, answers=answers,
        revisions=dict(zip(run.plan, run.revisions, strict=False)), counted=run.id, started=run.started,
    )  # fmt: skip


def _question(request: HttpRequest, quiz: Quiz, run: Run, status: int = HTTPStatus.OK) -> HttpResponse:
    lesson = quiz.lessons[run.key]
    letter = run.shown[1] if run.shown else ""
    context = _context(request, quiz, "quiz-question", run) | {
        "lesson": lesson,
        "choices": lesson.choices(run.id),
        "progress": _progress(run),
        "unanswered": status == HTTPStatus.BAD_REQUEST,
    }
    if letter:
        context |= {
            "chosen": lesson.options.get(letter),
            "feedback": lesson.feedback[letter],
            "verdict": lesson.item.verdict(letter).value,
            "unsafe": lesson.item.is_unsafe(letter),
            "next": gone_on(run),
            "next_token": token_of(gone_on(run)),
        }
    return render(request, "public/quiz_question.html", context, status=status)


def _progress(run: Run) -> str:
    if run.repeats:
        return _("Once more")
    return _("Question %(place)s of %(number)s") % {"place": run.place, "number": len(run.plan)}


def _lost(request: HttpRequest, quiz: Quiz, status: HTTPStatus) -> HttpResponse:
    context = page_context(request, quiz.reading, "quiz") | {"expired": status == HTTPStatus.GONE}
    return render(request, "public/quiz_lost.html", context, status=status)


def _to(run: Run, quiz: Quiz) -> HttpResponse:
    """See the page of this state of the run."""
    name = "quiz-result" if run.stage == Stage.DONE else "quiz-question"
    address = _address(name, quiz.reading.language.code, quiz.reading.article, token_of(run))
    response = HttpResponseRedirect(address)
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _address(name: str, language: str, article: str, token: str) -> str:
    return f"{reverse(name, args=[language, article])}?{urlencode({'run': token})}"


def _context(request: HttpRequest, quiz: Quiz, name: str, run: Run) -> dict[str, object]:
    """What the templates of a run are given. The menu leads to this very state in the other languages."""
    reading, token = quiz.reading, token_of(run)
    code, article = reading.language.code, reading.article
    menu = [
        MenuItem(BY_CODE[other], _address(name, other, article, token), other == code)
        for other in reading.live
    ]
    return {
        "reading": reading,
        "quiz": quiz,
        "menu": menu,
        # At the foot, and on paper, stands the address of the quiz itself: that of a run is nobody else's business.
        "address": request.build_absolute_uri(reverse("quiz", args=[code, article])),
        "token": token,
    }

"""The application factory: wires the rooms together. Nothing imports this but the servers."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from backend import db
from backend.books.routes import routes as book_routes
from backend.cards import service as cards
from backend.cards.counter_routes import routes as card_counter_routes
from backend.cards.routes import routes as card_routes
from backend.circulation import service as circulation
from backend.circulation.bearer_routes import routes as bearer_routes
from backend.circulation.credit_routes import routes as credit_routes
from backend.circulation.desk_routes import routes as desk_routes
from backend.circulation.trade_routes import routes as trade_routes
from backend.communities import callers
from backend.communities.member_routes import routes as member_routes
from backend.communities.people_routes import routes as people_routes
from backend.communities.routes import routes as community_routes
from backend.config import Config, from_environment
from backend.disputes import queries as about_disputes
from backend.disputes.routes import routes as dispute_routes
from backend.example.routes import routes as example_routes
from backend.health import routes as health_routes
from backend.identity import arrivals
from backend.identity.routes import routes as identity_routes
from backend.jobs import models as _jobs  # noqa: F401 - a table that no route needs
from backend.ledger.routes import routes as ledger_routes
from backend.mandates.plan_routes import routes as plan_routes
from backend.mandates.routes import routes as mandate_routes
from backend.notices import queries as about_notices
from backend.notices import service as notices
from backend.notices.push_routes import routes as push_routes
from backend.notices.routes import routes as notice_routes
from backend.offline import service as offline
from backend.offline.routes import routes as offline_routes
from backend.payments import covering, owing
from backend.payments import queries as about_payments
from backend.payments.routes import routes as payment_routes
from backend.programmes import paper
from backend.programmes.money_routes import routes as money_routes
from backend.programmes.routes import routes as programme_routes
from backend.redemption import owing as redemption_owing
from backend.redemption.routes import routes as redemption_routes
from backend.redemption.treasury_routes import routes as treasury_routes
from backend.rescue import cards as rescue_cards
from backend.rescue.helper_routes import routes as helper_routes
from backend.rescue.routes import routes as rescue_routes
from backend.sending.routes import routes as sending_routes
from backend.tasks.claim_routes import routes as claim_routes
from backend.tasks.routes import routes as task_routes
from backend.tasks.sheet_routes import routes as code_sheet_routes
from backend.tasks.stay_routes import routes as stay_routes
from backend.watch.routes import routes as watch_routes
from backend.web import access, express, guards, headers, live, problems, pwa, secrets, server
from backend.web.matching import MatchingFlask

MOST_BYTES_OF_A_REQUEST = 256 * 1024

FEATURES = (
    identity_routes,
    member_routes,
    community_routes,
    people_routes,
    notice_routes,
    push_routes,
    ledger_routes,
    programme_routes,
    money_routes,
    payment_routes,
    task_routes,
    code_sheet_routes,
    bearer_routes,
    claim_routes,
    stay_routes,
    watch_routes,
    book_routes,
    redemption_routes,
    treasury_routes,
    mandate_routes,
    plan_routes,
    card_routes,
    card_counter_routes,
    dispute_routes,
    helper_routes,
    rescue_routes,
    sending_routes,
    example_routes,
    desk_routes,
    trade_routes,
    credit_routes,
    offline_routes,
)
"""The routes of each room."""


def create_app(config: Config | None = None) -> Flask:
    """The WSGI application for ``config`` (by default from the environment)."""
    config = config or from_environment()
    app = MatchingFlask("wijkmunt", static_folder=None)
    app.config["WIJKMUNT"] = config
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES_OF_A_REQUEST
    if config.proxies:
        # Only the address: the app's own origin is configured, whatever a proxy says it is.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=config.proxies, x_proto=0, x_host=0
        )
    secrets.register(app, config)
    db.configure(app, config)
    # No view is a coroutine, and asking each time whether one is takes longer than calling it.
    app.ensure_sync = lambda func: func  # type: ignore[method-assign]
    problems.register(app)
    guards.login_manager(callers.load_caller).init_app(app)
    app.register_blueprint(server.blueprint)
    health_routes.register(app)
    app.register_blueprint(live.routes.blueprint)
    for routes in FEATURES:
        app.register_blueprint(routes.blueprint)
    redemption_owing.register(app, about_disputes.owed_by)
    covering.register(app, circulation.cover_payment)
    paper.register(app, circulation.notes_outstanding)
    rescue_cards.register(app, cards.block_all_of)
    owing.register(app, offline.Owing())
    arrivals.register(app, notices.tell_of_arrival)
    live.register(
        app,
        {
            "notices": about_notices.version,
            "payment": about_payments.payment_version,
            "codes": about_payments.codes_version,
        },
    )
    pwa.register(app, config)
    express.register(app, config, callers.remembered_caller)
    headers.register(app, config)
    access.register(app, config)
    return app

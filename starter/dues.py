"""The reminders of dues that a house starts with; one that has some keeps its own."""

from typing import Any, Final

from ticketing.dues.models import Reminder

REMINDERS: Final[tuple[dict[str, Any], ...]] = (
    {
        "days": -30,
        "subject_en": "Your membership {level} goes on",
        "subject_zh_hans": "您的{level}即将续期",
        "text_en": "Dear {name},\n\nyour membership {level} lasts until {due_day}."
        " The next period costs {amount}. You can pay it from now on.\n\nNot going on?"
        " Then cancel the order on its page, and we will not ask again.",
        "text_zh_hans": "{name}，您好：\n\n您的{level}有效期至{due_day}，下一期会费为"
        "{amount}，现在即可支付。\n\n如不再续期，请在订单页面取消订单，我们不会再次提醒。",
    },
    {
        "days": -7,
        "subject_en": "Your membership {level} ends on {due_day}",
        "subject_zh_hans": "您的{level}将于{due_day}到期",
        "text_en": "Dear {name},\n\nthe next period of your membership {level} is not"
        " paid yet: {amount}, until {due_day}.",
        "text_zh_hans": "{name}，您好：\n\n您的{level}下一期会费{amount}尚未支付，"
        "请于{due_day}前付清。",
    },
    {
        "days": 3,
        "subject_en": "Your membership {level} is not paid",
        "subject_zh_hans": "您的{level}会费尚未支付",
        "text_en": "Dear {name},\n\nyour membership {level} was due on {due_day}:"
        " {amount}. It gives what it gave until {last_day}; then it rests until it is"
        " paid.",
        "text_zh_hans": "{name}，您好：\n\n您的{level}会费{amount}已于{due_day}到期。"
        "权益保留至{last_day}，此后暂停，付款后恢复。",
    },
    {
        "days": 15,
        "subject_en": "Your membership {level} is still not paid",
        "subject_zh_hans": "您的{level}会费仍未支付",
        "text_en": "Dear {name},\n\n{amount} for your membership {level} is still not"
        " paid. After {last_day} it rests; everything is back as soon as you pay.",
        "text_zh_hans": "{name}，您好：\n\n您的{level}会费{amount}仍未支付。"
        "{last_day}之后权益暂停，付款后立即恢复。",
    },
)


def plan_reminders() -> None:
    """Make them where there is none at all."""
    if not Reminder.objects.exists():
        for fields in REMINDERS:
            Reminder.objects.create(**fields)

"""What supervision sends to a mobile number. In Chinese only, like the letters."""

from notifications.sms import fitted
from rechecks.models import SupervisionNotice


def issued(notice: SupervisionNotice) -> str:
    words = "您单位收到督办单{number}，请在{day}前反馈原因、措施和预计办结日期。"
    return fitted(words, number=notice.letter.number, day=f"{notice.reply_by.month}月{notice.reply_by.day}日")


def reply_due(notice: SupervisionNotice, when: str) -> str:
    return fitted("督办单{number}{when}，请登录平台反馈。", number=notice.letter.number, when=when)

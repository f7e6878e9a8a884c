from registry.models.classes import Classification, ClassRequest
from registry.models.departments import Department, Membership
from registry.models.exports import Export, ExportForm
from registry.models.imports import ImportBatch, RecordRevision
from registry.models.mandates import MandateEvent, MandateOffer
from registry.models.publication import Channel, Publication, PublicationChange
from registry.models.records import LinkedPerson, Obligation, Record, RecordMove, SanctionsMeasure
from registry.models.righting import CorrectionNotice, FormerNumber, RecordShare, ReopeningCertificate
from registry.models.runs import ImportMending, ImportRow, ImportRun
from registry.models.subjects import Mandate, Subject

__all__ = [
    "Channel",
    "ClassRequest",
    "Classification",
    "CorrectionNotice",
    "Department",
    "Export",
    "ExportForm",
    "FormerNumber",
    "ImportBatch",
    "ImportMending",
    "ImportRow",
    "ImportRun",
    "LinkedPerson",
    "Mandate",
    "MandateEvent",
    "MandateOffer",
    "Membership",
    "Obligation",
    "Publication",
    "PublicationChange",
    "Record",
    "RecordMove",
    "RecordRevision",
    "RecordShare",
    "ReopeningCertificate",
    "SanctionsMeasure",
    "Subject",
]
